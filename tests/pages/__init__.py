"""Pages under AppTest, in both languages."""
