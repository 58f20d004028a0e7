"""Scenarios made from the tables: facts whose outcome the rules know, told as staff would tell them."""
