"""Sealed files: the disk holds them and cannot read them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as testing
from hypothesis import strategies as st

from mysteryshopper.sealed import SealBroken, new_key
from mysteryshopper.sealed_files import CHUNK, erase_file, new_name, open_file, seal_file

# Sizes at which a chunk begins or ends, and those beside them.
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK])
SEALED_CHUNK = 12 + CHUNK + 16


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.EVIDENCE_ROOT", path := tmp_path_factory.mktemp("evidence"))
        yield path


def kept(content):
    name = new_name()
    seal_file(name, [content])
    return name


def read(name):
    return b"".join(open_file(name))


def content_of(size):
    return bytes(number % 251 for number in range(size))


@testing(deadline=None)  # it waits for the disk
@given(SIZES, st.sampled_from([1000, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK]))
def test_what_was_sealed_comes_back_however_it_was_cut(size, step):
    content, name = content_of(size), new_name()
    seal_file(name, (content[start : start + step] for start in range(0, size, step)))
    assert read(name) == content


def test_no_chunk_that_is_read_is_longer_than_64_kib():
    assert [len(chunk) for chunk in open_file(kept(content_of(2 * CHUNK + 5)))] == [CHUNK, CHUNK, 5]


def test_the_disk_cannot_read_it_and_only_its_owner_sees_it(folder):
    path = folder / kept(b"canary" * 100)
    assert b"canary" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


@testing(deadline=None)  # it waits for the disk
@given(SIZES, st.data())
def test_any_changed_byte_is_noticed(folder, size, data):
    path = folder / kept(content_of(size))
    sealed = bytearray(path.read_bytes())
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(sealed)
    with pytest.raises(SealBroken):
        read(path.name)


@testing(deadline=None)  # it waits for the disk
@given(SIZES, st.data())
def test_any_cut_is_noticed(folder, size, data):
    path = folder / kept(content_of(size))
    sealed = path.read_bytes()
    ends = range(4, len(sealed), SEALED_CHUNK)
    path.write_bytes(sealed[: data.draw(st.sampled_from(ends) | st.integers(0, len(sealed) - 1))])
    with pytest.raises(SealBroken):
        read(path.name)


@testing(deadline=None)  # it waits for the disk
@given(st.binary(min_size=1, max_size=50))
def test_anything_added_is_noticed(folder, more):
    path = folder / kept(content_of(CHUNK))
    path.write_bytes(path.read_bytes() + more)
    with pytest.raises(SealBroken):
        read(path.name)


def test_chunks_in_another_order_are_noticed(folder):
    path = folder / kept(content_of(3 * CHUNK))
    sealed = path.read_bytes()
    first, second = sealed[4 : 4 + SEALED_CHUNK], sealed[4 + SEALED_CHUNK : 4 + 2 * SEALED_CHUNK]
    path.write_bytes(sealed[:4] + second + first + sealed[4 + 2 * SEALED_CHUNK :])
    with pytest.raises(SealBroken):
        read(path.name)


def test_two_files_that_were_swapped_are_noticed(folder):
    one, other = folder / kept(b"one"), folder / kept(b"two")
    one.rename(folder / "between")
    other.rename(one)
    Path(folder / "between").rename(other)
    for path in (one, other):
        with pytest.raises(SealBroken):
            read(path.name)


def test_an_old_key_opens_what_it_sealed(settings):
    name = kept(b"Ada")
    old, settings.SEAL_KEYS = settings.SEAL_KEYS, [new_key(), *settings.SEAL_KEYS]
    assert read(name) == b"Ada"
    newer = kept(b"Ada")
    settings.SEAL_KEYS = old
    with pytest.raises(SealBroken, match="no key"):
        read(newer)


def test_a_stream_that_breaks_leaves_nothing(folder):
    def broken():
        yield content_of(3 * CHUNK)
        raise ConnectionError

    before = sorted(folder.iterdir())
    with pytest.raises(ConnectionError):
        seal_file(new_name(), broken())
    assert sorted(folder.iterdir()) == before


def test_erasing_twice_is_erasing():
    name = kept(b"Ada")
    erase_file(name)
    erase_file(name)
    with pytest.raises(FileNotFoundError):
        read(name)


@pytest.mark.parametrize("name", ["", ".", "../keys.env", "/etc/passwd", "A" * 32, "0" * 31, f"{'0' * 32}\n"])
def test_a_name_that_is_not_ours_leads_nowhere(name):
    for does in (read, erase_file, lambda name: seal_file(name, [b""])):
        with pytest.raises(ValueError, match="not the name"):
            does(name)
