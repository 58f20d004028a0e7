"""Our retriever as LangChain's, so that anyone can take it into a chain of theirs."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.model import Passage
from assistant.retrieval.base import Retriever


class PolicyRetriever(BaseRetriever):
    """Passages as Documents, best first: the words as `page_content`; paragraph, document, headings and score as metadata.

    retriever  one of ours
    limit      how many passages at most
    """

    retriever: Any
    limit: int = 5

    @classmethod
    def over(cls, retriever: Retriever, limit: int = 5) -> "PolicyRetriever":
        """LangChain's form of one of our retrievers."""
        return cls(retriever=retriever, limit=limit)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(passage) for passage in self.retriever.search(query, self.limit)]


def _document(passage: Passage) -> Document:
    metadata = {
        "paragraph": passage.paragraph,
        "document": passage.document,
        "headings": list(passage.headings),
        "score": passage.score,
    }
    return Document(page_content=passage.text, metadata=metadata, id=passage.paragraph)
