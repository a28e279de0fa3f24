"""The use cases, each a short ordered story. Ribbon, command line and tests call these and nothing else."""
