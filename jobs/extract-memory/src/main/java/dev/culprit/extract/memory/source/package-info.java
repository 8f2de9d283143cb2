/** What a source of memory is to the job: its configuration, what it is given, and what it gives back. */
@NullMarked
package dev.culprit.extract.memory.source;

import org.jspecify.annotations.NullMarked;
