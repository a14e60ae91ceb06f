"""Which services are for the same things."""

import numpy as np

from search.kindred import LEAST, MOST, kindred_of, load, save


def test_kin_are_for_the_same_needs_and_never_oneself(catalogue):
    services = [catalogue.services[key] for key in sorted(catalogue.services)]
    place = {service.id: number for number, service in enumerate(services)}
    numbers, likeness = kindred_of(services)

    assert numbers.shape == likeness.shape == (len(services), MOST)
    assert not (numbers == np.arange(len(services))[:, None]).any()
    assert (likeness[numbers >= 0] >= LEAST).all()
    assert (likeness[numbers < 0] == 0).all()
    assert (np.diff(likeness, axis=1) <= 0).all()
    kin = {services[n].id for n in numbers[place["aa-ryhmat"]] if n >= 0}
    assert "na-ryhmat" in kin


def test_few_services_have_few_kin(catalogue):
    services = list(catalogue.services.values())[:3]
    numbers, _ = kindred_of(services)

    assert numbers.shape == (3, MOST)
    assert (numbers[:, 3:] == -1).all()


def test_kin_are_kept_in_a_file(tmp_path, catalogue):
    found = kindred_of(list(catalogue.services.values()))
    save(tmp_path / "kindred.npz", found)

    for kept, made in zip(load(tmp_path / "kindred.npz"), found, strict=True):
        assert np.array_equal(kept, made)
