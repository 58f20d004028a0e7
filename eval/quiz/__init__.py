"""Quizzes for trainers: items made from the tables, their keys computed by the rules engine, never written by hand."""
