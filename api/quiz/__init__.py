"""Quizzes that are run: sessions, learners by nickname, attempts and answers. Nothing here knows of HTTP.

`model` says what there is, `store` keeps it, `room` is what learners and trainers do in a session, `given` reads the answers.
"""
