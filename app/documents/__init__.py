"""Documents people can keep and print: PDF, tagged for screen readers, fit for the archive."""
