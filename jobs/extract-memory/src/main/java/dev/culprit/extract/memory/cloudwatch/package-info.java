/** Memory by CloudWatch's API: docs/sources/cloudwatch.md. What is asked for, once, and what the days' rows are made of. */
@NullMarked
package dev.culprit.extract.memory.cloudwatch;

import org.jspecify.annotations.NullMarked;
