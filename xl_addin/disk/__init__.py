"""What the disk is asked for beside content: whose a file is, who is at work in a folder, what a killed run left."""
