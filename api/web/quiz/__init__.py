"""The pages that quizzes are built, shared and run on. What happens in a session is worked out in `api/quiz`."""
