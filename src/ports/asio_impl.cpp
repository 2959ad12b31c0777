// SPDX-License-Identifier: MIT
// Asio is compiled here once, for everybody (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
