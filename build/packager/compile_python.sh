#!/bin/bash
# Compile zlib, libffi and CPython from Debian's source archives with zig, for an old glibc.
# usage: compile_python.sh TOOLS_PYTHON SOURCES WORK PREFIX GLIBC      (SOURCES holds the *.orig.tar.* files; WORK is made anew)
# No path of this machine gets into what is compiled, so that it comes out the same everywhere.
set -euo pipefail
tools=$1 sources=$2 work=$3 prefix=$4 glibc=$5
jobs=$(nproc)
deps=$work/deps
rm -rf "$work" "$prefix"
mkdir -p "$work/bin" "$work/src" "$deps/lib" "$deps/include"

# The compiler driver, without the host's headers and libraries, which CPython's setup.py adds.
driver() {
    cat >"$work/bin/$1" <<EOF
#!/bin/bash
words=()
for word in "\$@"; do
    case "\$word" in
        -I/usr/include* | -I/usr/local/include* | -L/usr/lib* | -L/usr/local/lib* | -L/lib*) ;;
        *) words+=("\$word") ;;
    esac
done
exec "$tools" -m ziglang $2 -target x86_64-linux-gnu.$glibc "-ffile-prefix-map=$work=/build" "\${words[@]}"
EOF
}
driver cc cc
driver c++ c++
for tool in ar ranlib; do
    printf '#!/bin/sh\nexec "%s" -m ziglang %s "$@"\n' "$tools" $tool >"$work/bin/$tool"
done
chmod +x "$work"/bin/*
export CC=$work/bin/cc CXX=$work/bin/c++ AR=$work/bin/ar RANLIB=$work/bin/ranlib
export ZIG_GLOBAL_CACHE_DIR=$work/zig ZIG_LOCAL_CACHE_DIR=$work/zig

for archive in "$sources"/*.orig.tar.*; do
    case "$archive" in *.asc) continue ;; esac
    tar xf "$archive" -C "$work/src"
done

cd "$work"/src/zlib-*/
CFLAGS='-O2 -fPIC' ./configure --static
make -j"$jobs" libz.a
cp libz.a "$deps/lib"
cp zlib.h zconf.h "$deps/include"

cd "$work"/src/libffi-*/
CFLAGS='-O2 -fPIC' ./configure --disable-shared --with-pic --disable-docs --disable-exec-static-tramp --prefix="$deps"
make -j"$jobs"
make install

cd "$work"/src/Python-3.11*/
CFLAGS="-O2 -g0 -I$deps/include" CPPFLAGS="-I$deps/include" LDFLAGS="-L$deps/lib -Wl,-rpath,'\$\$ORIGIN/../lib'" \
    PKG_CONFIG_PATH=$deps/lib/pkgconfig \
    ./configure --prefix=/wenheng-python --enable-shared --without-ensurepip --disable-test-modules --with-system-ffi=yes
# zig's linker takes -soname but not -h, and wants getbuildinfo.o named when the interpreter is linked.
# shellcheck disable=SC2016
sed -i 's/-Wl,-h\$(INSTSONAME)/-Wl,-soname,$(INSTSONAME)/; s/-Wl,-h\$@/-Wl,-soname,$@/; s/\$(NO_AS_NEEDED) -o \$@/-o $@ Modules\/getbuildinfo.o/' Makefile
make -j"$jobs" CFLAGS_NODIST='-std=c11 -fvisibility=hidden -I./Include/internal -Wno-date-time'
make install DESTDIR="$work/installed"
mv "$work/installed/wenheng-python" "$prefix"
"$prefix/bin/python3.11" -c 'import ctypes, pyexpat, zlib'
