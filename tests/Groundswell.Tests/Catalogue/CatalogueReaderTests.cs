using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class CatalogueReaderTests
{
    private readonly ServiceCatalogue _catalogue = CatalogueTexts.ReadValid(CatalogueTexts.Whole);

    [Fact]
    public void Nothing_makes_an_empty_catalogue()
    {
        Assert.Empty(Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([])).Catalogue.Services);
        Assert.Empty(CatalogueTexts.ReadValid("# only a remark").Services);
    }

    [Fact]
    public void A_service_has_what_its_entry_says()
    {
        var snapchat = _catalogue.Services[ServiceId.Parse("snapchat")];

        Assert.Equal("Snapchat", snapchat.Name);
        Assert.Equal("social", snapchat.Category);
        Assert.Equal(["snapchat.com", "www.snapchat.com"], snapchat.Hostnames);
        Assert.Equal("https://status.snapchat.com/", snapchat.StatusPage?.AbsoluteUri);
        Assert.Empty(snapchat.HomeCountries);
        Assert.Equal(3, snapchat.Dependencies.Count);
    }

    [Fact]
    public void A_service_without_symptoms_takes_those_of_its_category_in_their_order()
    {
        Assert.Equal(["app", "login"], _catalogue.Services[ServiceId.Parse("snapchat")].Symptoms.Select(s => s.ToString()));
        Assert.Equal(["login"], _catalogue.Services[ServiceId.Parse("ee")].Symptoms.Select(s => s.ToString()));
    }

    [Fact]
    public void A_category_says_whether_its_reports_stray()
    {
        Assert.True(_catalogue.Categories["telecom"].ReportsStray);
        Assert.False(_catalogue.Categories["social"].ReportsStray);
    }

    [Fact]
    public void A_component_set_makes_each_component_in_each_region()
    {
        Assert.Equal(4, _catalogue.Components.Count);
        var ireland = _catalogue.Components[ComponentId.Parse("aws/eu-west-1/dynamodb")];

        Assert.Equal(["dynamodb.eu-west-1.amazonaws.com"], ireland.Hostnames);
        Assert.Equal(ComponentKind.Database, ireland.Kind);
        Assert.Equal("https://docs.aws.amazon.com/general/latest/gr/ddb.html", ireland.Source);
    }

    [Fact]
    public void A_dependency_known_for_one_region_is_not_claimed_for_another()
    {
        var virginia = Assert.Single(_catalogue.Components[ComponentId.Parse("aws/us-east-1/dynamodb")].Dependencies);

        Assert.Equal("aws/us-east-1/ec2", virginia.On.ToString());
        Assert.Equal("said of us-east-1", virginia.Evidence[0].Note);
        Assert.Empty(_catalogue.Components[ComponentId.Parse("aws/eu-west-1/dynamodb")].Dependencies);
    }

    [Fact]
    public void Shared_evidence_stands_in_every_dependency_that_names_it()
    {
        var evidence = _catalogue.Services[ServiceId.Parse("snapchat")].Dependencies[0].Evidence;

        Assert.Equal([EvidenceKind.Reported, EvidenceKind.Assumed], evidence.Select(e => e.Kind));
        Assert.Equal("BBC News, 20 October 2025", evidence[0].Source);
    }

    [Fact]
    public void An_international_host_name_is_kept_in_its_ASCII_form()
    {
        var text = CatalogueTexts.Whole.Replace("[snapchat.com, www.snapchat.com]", "[bücher.example]", StringComparison.Ordinal);

        Assert.Equal(["xn--bcher-kva.example"], CatalogueTexts.ReadValid(text).Services[ServiceId.Parse("snapchat")].Hostnames);
    }

    [Fact]
    public void Norway_is_a_country_and_not_a_false()
    {
        var text = CatalogueTexts.Whole.Replace("countries: [GB]", "countries: [NO]", StringComparison.Ordinal);

        Assert.Equal(RegionId.Parse("NO"), Assert.Single(CatalogueTexts.ReadValid(text).Services[ServiceId.Parse("ee")].HomeCountries));
    }

    [Fact]
    public void Holidays_are_what_their_entries_say()
    {
        Assert.Equal(["GB", "RO", "TR"], _catalogue.Holidays.Countries.Select(c => c.Country.ToString()));
        var christmas = _catalogue.Holidays.Countries[0].Holidays[3];

        Assert.Equal("Christmas", christmas.Name);
        Assert.Equal(new HolidayRule.Fixed(12, 25), christmas.Rule);
        Assert.Equal((HolidayKind.Public, HolidayObservance.NextWeekday), (christmas.Kind, christmas.Observance));
        Assert.Equal((1971, 2099, 1), (christmas.FirstYear, christmas.LastYear, christmas.Length));
        Assert.Equal(HolidayKind.Custom, _catalogue.Holidays.Countries[0].Holidays[2].Kind);
        Assert.Equal(-3, _catalogue.Holidays.Countries[1].Holidays[1].Moved[DayOfWeek.Monday]);
        Assert.Equal(3, _catalogue.Holidays.Countries[2].Holidays[0].Length);
        Assert.Equal(TimeSpan.FromHours(3), _catalogue.Holidays.OffsetOf(RegionId.Parse("TR")));
    }

    [Fact]
    public void Without_holidays_there_are_none() =>
        Assert.Same(HolidayCalendar.None, CatalogueTexts.ReadValid("symptoms: { app: App }").Holidays);

    [Fact]
    public void Components_may_depend_on_each_other_in_a_circle()
    {
        var text = CatalogueTexts.Whole.Replace(
            "ec2: { name: EC2, kind: compute }",
            "ec2: { name: EC2, kind: compute, dependencies: [{ on: aws/$region/dynamodb, criticality: hard, evidence: [day-of-october] }] }",
            StringComparison.Ordinal);

        Assert.Single(CatalogueTexts.ReadValid(text).Components[ComponentId.Parse("aws/us-east-1/ec2")].Dependencies);
    }

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        var services = CatalogueTexts.Whole.IndexOf("services:", StringComparison.Ordinal);
        var first = new CatalogueFile("words.yaml", CatalogueTexts.Whole[..services]);
        var second = new CatalogueFile("services.yaml", CatalogueTexts.Whole[services..]);

        Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([first, second]));
        Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([second, first]));
    }
}
