"""Pure decisions of the evening review: deviations split, causes ranked, dry runs weighed, verdicts, the gate."""
