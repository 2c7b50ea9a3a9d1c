"""紙: what came by post or was handed in is entered by staff, and goes the way of everything else."""
