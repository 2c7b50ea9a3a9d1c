"""Applications as files for other systems: a table for many of one procedure, a document for one."""
