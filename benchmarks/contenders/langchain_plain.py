"""The pattern most would copy: split every thousand characters, embed, Chroma, similarity_search."""

from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.contenders import DEPTH, Ready, Search
from benchmarks.contenders.weights import weights
from benchmarks.material import Document as Published
from benchmarks.material import Material


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """Splits and stores; each piece is marked with the sections it holds, for scoring only."""
    return store([piece for document in material.documents for piece in _split(document)], folder, ready)


def search(folder: Path) -> Search:
    """similarity_search, five results."""
    found = Chroma("bench", HuggingFaceEmbeddings(model_name=weights()), persist_directory=str(folder))

    def ask(question: str) -> list[list[str]]:
        results = found.similarity_search(question, k=DEPTH)
        return [str(result.metadata["sections"]).split("|") for result in results]

    return ask


def store(pieces: list[Document], folder: Path, ready: Ready) -> int:
    """The pieces into a new Chroma."""
    embeddings = HuggingFaceEmbeddings(model_name=weights())
    ready()
    Chroma.from_documents(pieces, embeddings, collection_name="bench", persist_directory=str(folder))
    return len(pieces)


def _split(document: Published) -> list[Document]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    pieces: list[Document] = splitter.create_documents([document.text])
    for piece in pieces:
        start = piece.metadata["start_index"]
        piece.metadata["sections"] = "|".join(document.sections(start, start + len(piece.page_content)))
    return pieces
