# SPDX-License-Identifier: MIT
# cmake -D mutant=<file> -D root=<source tree> -D output=<file> -P mutate.cmake: a copy of one source with the mutant's
# bug in it. Fails when the line that it changes is not there, exactly once: then the mutant must be written anew.
include(${mutant})
file(READ ${root}/${file} text)
string(FIND "${text}" "${from}" first)
string(FIND "${text}" "${from}" last REVERSE)
if(first EQUAL -1 OR NOT first EQUAL last)
  message(FATAL_ERROR "${mutant}: ${file} does not hold exactly once: ${from}")
endif()
string(REPLACE "${from}" "${to}" text "${text}")
file(WRITE ${output} "${text}")
