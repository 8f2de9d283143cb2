package dev.culprit.cloudwatch.standin;

/** An account in one region: CloudWatch keeps metrics, and quotas, for each on its own. */
public record Site(String account, String region) {
    public static final Site DEFAULT = new Site("111111111111", "us-west-2");
}
