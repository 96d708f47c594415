namespace Groundswell.Sensing.Tests.Feeds;

public sealed class GoogleTests
{
    [Fact]
    public void An_incident_of_several_products_is_told_of_each_with_its_regions()
    {
        var open = Fixture.Open("google/multiple-products.json");

        Assert.Equal(["Cloud Run (p-run): MajorOutage", "Cloud SQL (p-sql): MajorOutage"], open.Select(e => $"{e.Component} ({e.Key}): {e.State}"));
        Assert.Equal(["us-central1", "europe-west4"], open[0].Regions);
        Assert.Equal("Errors in two products: Summary Found & fixing.", open[0].Words);
        Assert.Equal((Fixture.At(10, 0), Fixture.At(10, 20)), (open[0].PostedAt, open[0].RevisedAt));
        Assert.Equal("https://status.cloud.google.com/incidents/GX1", open[0].Link?.ToString());
    }

    [Fact]
    public void An_end_of_null_is_no_end_and_old_incidents_have_numbers_and_hyphens()
    {
        var entry = Assert.Single(Fixture.Open("google/end-null-old-spelling-number.json"));

        Assert.Equal("Google Cloud Networking: MajorOutage", $"{entry.Component}: {entry.State}");
        Assert.Equal(("20010", "We look."), (entry.Incident, entry.Text));
    }

    [Fact]
    public void The_impact_counts_and_not_the_severity() => Assert.Equal(["Cloud Run: Degraded"], Fixture.Lines("google/severity-is-not-impact.json"));

    [Fact]
    public void An_archive_of_closed_incidents_is_good_news() => Assert.Empty(Fixture.Lines("google/all-closed.json"));

    [Fact]
    public void Entries_of_the_Atom_feed_with_one_link_are_one_incident()
    {
        var open = Fixture.Open("google/feed.atom");

        Assert.Equal(["Cloud Run: Degraded", "Cloud SQL: Degraded"], open.Select(e => $"{e.Component}: {e.State}"));
        Assert.Equal(("GX1", Fixture.At(10, 0), Fixture.At(10, 20)), (open[0].Incident, open[0].PostedAt, open[0].RevisedAt));
        Assert.Equal(["us-central1", "europe-west4"], open[0].Regions);
    }
}
