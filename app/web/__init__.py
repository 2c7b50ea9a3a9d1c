"""Pages, grouped by audience: they speak HTTP and HTML, and call the domain for everything else."""
