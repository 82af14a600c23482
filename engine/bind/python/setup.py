"""Puts the shared library of the source tree, where `make` has built it, into the package."""
import pathlib
import shutil

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py


class WithLibrary(build_py):
    def run(self):
        super().run()
        built = pathlib.Path(__file__).resolve().parents[3] / "build/libzhibiao.so.0"
        if built.exists():
            shutil.copy(built, pathlib.Path(self.build_lib) / "zhibiao")


class ForThisMachine(Distribution):
    """A wheel with the library in it is one of this system, not of any."""

    def has_ext_modules(self):
        return True


setup(cmdclass={"build_py": WithLibrary}, distclass=ForThisMachine)
