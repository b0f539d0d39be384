"""Pure decisions of training: what to train, whether it was passed, where somebody is weak, what points are worth."""
