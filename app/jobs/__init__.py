"""Work that outlives a request: values put down in the caller's transaction, run at least once."""
