/** The Jupyter kernel of the notebooks: Java cells, with Spark, the tables of a warehouse and charts at hand. */
@NullMarked
package dev.culprit.notebooks;

import org.jspecify.annotations.NullMarked;
