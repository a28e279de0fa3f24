"""What proves a month: the run and its sources, tie-outs, roll-forward."""
