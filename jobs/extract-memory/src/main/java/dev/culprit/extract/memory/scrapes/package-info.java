/** Memory in archived scrapes, the targets' own or cAdvisor's: docs/sources/scrapes.md. */
@NullMarked
package dev.culprit.extract.memory.scrapes;

import org.jspecify.annotations.NullMarked;
