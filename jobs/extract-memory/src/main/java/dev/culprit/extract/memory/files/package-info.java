/** What sources of files have in common: which files, decompression, lines, and what is left out. */
@NullMarked
package dev.culprit.extract.memory.files;

import org.jspecify.annotations.NullMarked;
