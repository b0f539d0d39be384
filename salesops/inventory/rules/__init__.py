"""Pure decisions about stock: ages, risk of running out, what to order, digestion plans."""
