package dev.culprit.cloudwatch.standin;

/** The statistics that the stand-in calculates; their names are the API's. */
enum Stat {
    Average,
    Sum,
    Minimum,
    Maximum,
    SampleCount;

    double of(Statistics statistics) {
        return switch (this) {
            case Average -> statistics.sum() / statistics.samples();
            case Sum -> statistics.sum();
            case Minimum -> statistics.minimum();
            case Maximum -> statistics.maximum();
            case SampleCount -> statistics.samples();
        };
    }
}
