using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class CatalogueErrorTests
{
    /// <summary>Each row breaks one thing of a valid text, and names where and why that must be reported.</summary>
    [Theory]
    [InlineData("name: Snapchat", "nmae: Snapchat", "services.snapchat.nmae", "Did you mean 'name'?")]
    [InlineData("    name: Snapchat", "", "services.snapchat", "'name' is missing")]
    [InlineData("name: Snapchat", "name: ''", "services.snapchat.name", "must not be empty")]
    [InlineData("name: Snapchat", "name: [a]", "services.snapchat.name", "must be a text")]
    [InlineData("  snapchat:", "  Snap_Chat:", "services.Snap_Chat", "is not an id")]
    [InlineData("  ee:", "  snapchat:", "snapchat", "is written twice here; the first is in line")]
    [InlineData("category: social", "category: socail", "services.snapchat.category", "Did you mean 'social'?")]
    [InlineData("symptoms: [login]", "symptoms: [logn]", "services.ee.symptoms[0]", "Did you mean 'login'?")]
    [InlineData("symptoms: [login]", "symptoms: [login, login]", "services.ee.symptoms[1]", "is listed twice")]
    [InlineData("symptoms: [app, login]", "symptoms: []", "services.snapchat", "has no symptoms")]
    [InlineData("countries: [GB]", "countries: [UK]", "services.ee.countries[0]", "is not a country")]
    [InlineData("countries: [GB]", "countries: [US-CA]", "services.ee.countries[0]", "is not a country")]
    [InlineData("countries: [GB]", "countries: GB", "services.ee.countries", "must be a list")]
    [InlineData("jurisdiction: US", "jurisdiction: ZZ", "providers.aws.jurisdiction", "is not a country")]
    [InlineData("[snapchat.com,", "[https://snapchat.com,", "services.snapchat.hostnames[0]", "is not a host name")]
    [InlineData("[snapchat.com,", "[snap_chat.com,", "services.snapchat.hostnames[0]", "is not a host name")]
    [InlineData("[snapchat.com,", "[10.0.0.1,", "services.snapchat.hostnames[0]", "is not a host name")]
    [InlineData("https://status.snapchat.com/", "status.snapchat.com", "services.snapchat.status-page", "is not a web address")]
    [InlineData("https://status.snapchat.com/", "ftp://status.snapchat.com", "services.snapchat.status-page", "is not a web address")]
    [InlineData("https://status.snapchat.com/", "https://user:word@snapchat.com", "services.snapchat.status-page", "is not a web address")]
    [InlineData("kind: compute", "kind: computer", "providers.aws.components[0].each.ec2.kind", "Did you mean 'compute'?")]
    [InlineData("criticality: soft", "criticality: low", "providers.aws.components[0].each.dynamodb.dependencies[0].criticality", "Known: hard, degraded, soft")]
    [InlineData("on: aws/$region/ec2", "on: aws/$region/ec3", "providers.aws.components[0].each.dynamodb.dependencies[0].on", "Did you mean 'aws/us-east-1/ec2'?")]
    [InlineData("on: aws/$region/ec2", "on: aws/$region/dynamodb", "providers.aws.components[0].each.dynamodb.dependencies[0].on", "cannot depend on itself")]
    [InlineData("on: aws/$region/ec2", "on: aws/us-east-1/ec2/x", "providers.aws.components[0].each.dynamodb.dependencies[0].on", "is not a component")]
    [InlineData("on: aws/$region/ec2", "on: aws/us-eats-1", "providers.aws.components[0].each.dynamodb.dependencies[0].on", "no component of 'aws/us-eats-1' is defined. Did you mean 'aws/us-east-1'?")]
    [InlineData("ec2: { name", "unspecified: { name", "providers.aws.components[0].each.unspecified", "another name must be chosen")]
    [InlineData("on: aws/us-east-1/ec2", "on: gcp/us-east-1/ec2", "services.snapchat.dependencies[1].on", "no component 'gcp/us-east-1/ec2' is defined")]
    [InlineData("on: aws/us-east-1/ec2", "on: aws/us-east-1/dynamodb", "services.snapchat.dependencies[1]", "is listed twice")]
    [InlineData("        regions: [us-east-1]", "        regions: [us-east-2]", "providers.aws.components[0].each.dynamodb.dependencies[0].regions[0]", "is not among the regions")]
    [InlineData("ec2: { name", "EC2: { name", "providers.aws.components[0].each.EC2", "is not a name of this kind")]
    [InlineData("evidence: [day-of-october]", "evidence: []", "services.snapchat.dependencies[0].evidence", "at least one piece of evidence")]
    [InlineData(", evidence: [day-of-october]", "", "services.snapchat.dependencies[0]", "'evidence' is missing")]
    [InlineData("evidence: [day-of-october]", "evidence: [day-of-otcober]", "services.snapchat.dependencies[0].evidence[0]", "Did you mean 'day-of-october'?")]
    [InlineData("[{ observed: its addresses }]", "[{ note: seen }]", "services.snapchat.dependencies[1].evidence[0]", "exactly one of stated, observed, reported")]
    [InlineData("[{ observed: its addresses }]", "[{ observed: a, assumed: b }]", "services.snapchat.dependencies[1].evidence[0]", "exactly one of")]
    [InlineData("{ assumed: a second region }", "{ assumed: '' }", "services.snapchat.dependencies[2].evidence[0].assumed", "must not be empty")]
    [InlineData("needed: 1", "needed: 3", "services.snapchat.dependencies[1].needed", "3 of group 'compute' are needed, but it has 2")]
    [InlineData("needed: 1", "needed: 2", "services.snapchat.dependencies[2].needed", "all members must state the same")]
    [InlineData("needed: 1", "needed: 0", "services.snapchat.dependencies[1].needed", "whole number")]
    [InlineData("criticality: soft", "criticality: soft\n                fallback: 1", "providers.aws.components[0].each.dynamodb.dependencies[0].fallback", "a number between 0 and 1")]
    [InlineData("criticality: soft", "criticality: soft\n                fallback: often", "providers.aws.components[0].each.dynamodb.dependencies[0].fallback", "a number between 0 and 1")]
    [InlineData("group: compute", "", "services.snapchat.dependencies[1].needed", "stands without 'group'")]
    [InlineData("reports-stray: true", "reports-stray: yes", "categories.telecom.reports-stray", "must be true or false")]
    [InlineData("  GB:\n", "  UK:\n", "holidays.UK", "is not a country")]
    [InlineData("  GB:\n", "  GB-ENG:\n", "holidays.GB-ENG", "is not a country")]
    [InlineData("offset-minutes: 180", "offset-minutes: 03:00", "holidays.TR.offset-minutes", "must be a whole number from -840 to 840")]
    [InlineData("offset-minutes: 180", "offset-minutes: 841", "holidays.TR.offset-minutes", "must be a whole number from -840 to 840")]
    [InlineData("offset-minutes: 180", "offset: 180", "holidays.TR", "'offset-minutes' is missing")]
    [InlineData("on: easter -2", "on: eastre -2", "holidays.GB.days[0].on", "Did you mean 'easter'?")]
    [InlineData("on: easter -2", "on: easter -2147483648", "holidays.GB.days[0].on", "is no rule for a day")]
    [InlineData("on: easter -2", "on: easter 2", "holidays.GB.days[0].on", "is no rule for a day")]
    [InlineData("on: easter -2", "date: easter -2", "holidays.GB.days[0]", "exactly one of on, dates")]
    [InlineData("on: easter -2", "on: easter -2, dates: [2025-04-18]", "holidays.GB.days[0]", "exactly one of on, dates")]
    [InlineData("last monday of august", "last mondy of august", "holidays.GB.days[1].on", "Did you mean 'monday'?")]
    [InlineData("last monday of august", "fifth monday of august", "holidays.GB.days[1].on", "is no rule for a day")]
    [InlineData("on: 12-24", "on: 12-32", "holidays.GB.days[2].on", "is no rule for a day")]
    [InlineData("kind: custom", "kind: costum", "holidays.GB.days[2].kind", "Did you mean 'custom'?")]
    [InlineData("observed: next-weekday", "observed: next-week", "holidays.GB.days[3].observed", "Known: nearest-weekday, next-weekday, after-sunday")]
    [InlineData("from: 1971", "from: 1969", "holidays.GB.days[3].from", "must be a whole number from 1970 to 2100")]
    [InlineData("until: 2099", "until: 1970", "holidays.GB.days[3]", "from 1971 until 1970, which is never")]
    [InlineData("until: 2099", "lasts: 2", "holidays.GB.days[3].observed", "stands beside 'lasts'")]
    [InlineData("2024-04-10, ", "2024-4-10, ", "holidays.TR.days[0].dates[0]", "must be a date YYYY-MM-DD of the years 1970 to 2100")]
    [InlineData("2024-04-10, ", "2025-03-30, ", "holidays.TR.days[0].dates[1]", "is listed twice")]
    [InlineData("[2024-04-10, 2025-03-30]", "[]", "holidays.TR.days[0].dates", "at least one date")]
    [InlineData("lasts: 3", "lasts: 0", "holidays.TR.days[0].lasts", "must be a whole number from 1 to 16")]
    [InlineData("{ monday: -3 }", "{ mon: -3 }", "holidays.RO.days[1].moved.mon", "is not a field known here")]
    [InlineData("{ monday: -3 }", "{ monday: 7 }", "holidays.RO.days[1].moved.monday", "must be a whole number from -6 to 6")]
    [InlineData("categories:", "kategories:", "kategories", "is not a field known here")]
    public void A_fault_is_reported_with_its_line_its_field_and_the_reason(string sound, string broken, string field, string reason)
    {
        var at = CatalogueTexts.Whole.IndexOf(sound, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the text has no '{sound}'");
        var text = string.Concat(CatalogueTexts.Whole.AsSpan(0, at), broken, CatalogueTexts.Whole.AsSpan(at + sound.Length));

        var error = CatalogueTexts.ReadErrors(text).FirstOrDefault(e => e.Field == field && e.Reason.Contains(reason, StringComparison.Ordinal));

        Assert.True(error is not null, string.Join('\n', CatalogueTexts.ReadErrors(text)));
        Assert.Equal("a.yaml", error.File);
        Assert.InRange(error.Line, 1, text.Count(c => c == '\n') + 1);
        Assert.InRange(error.Column, 1, 200);
    }

    [Fact]
    public void An_error_points_at_the_very_place()
    {
        var error = Assert.Single(CatalogueTexts.ReadErrors("symptoms:\n  app: App\ncategories:\n  social: { label: Social, symptoms: [app, ap] }\n"));

        Assert.Equal("a.yaml:4:44: categories.social.symptoms[1]: no symptom 'ap' is defined. Did you mean 'app'?", error.ToString());
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once_in_order()
    {
        var errors = CatalogueTexts.ReadErrors(
            "symptoms:\n  app: ''\n  Login: x\n",
            "services:\n  a: { name: A, category: c, colour: red }\n  b: { name: B }\n");

        Assert.Equal(["a.yaml:2", "a.yaml:3", "b.yaml:2", "b.yaml:2", "b.yaml:3"], errors.Select(e => $"{e.File}:{e.Line}"));
    }

    [Fact]
    public void An_id_may_stand_in_one_file_only()
    {
        var error = Assert.Single(CatalogueTexts.ReadErrors("symptoms: { app: App }", "\nsymptoms: { app: Application }"));

        Assert.Equal("b.yaml:2:13: symptoms.app: is defined already, in a.yaml:1.", error.ToString());
    }

    [Fact]
    public void A_country_may_stand_in_one_file_only()
    {
        const string Iceland = "holidays: { IS: { offset-minutes: 0, days: [] } }";

        var error = Assert.Single(CatalogueTexts.ReadErrors(Iceland, Iceland));

        Assert.Equal("b.yaml:1:13: holidays.IS: is defined already, in a.yaml:1.", error.ToString());
    }

    [Fact]
    public void A_country_has_so_many_holidays_and_no_more()
    {
        var days = string.Join(", ", Enumerable.Repeat("{ name: A, on: 01-01 }", CatalogueLimits.HolidaysPerCountry + 1));

        Assert.Contains("at most 100", Assert.Single(CatalogueTexts.ReadErrors($"holidays: {{ IS: {{ offset-minutes: 0, days: [{days}] }} }}")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_may_stand_in_one_set_only()
    {
        var error = Assert.Single(CatalogueTexts.ReadErrors("""
            providers:
              aws:
                name: AWS
                components:
                  - { regions: [global], each: { iam: { name: IAM, kind: identity } } }
                  - { regions: [global], each: { iam: { name: IAM, kind: identity } } }
            """));

        Assert.Equal(6, error.Line);
        Assert.StartsWith("aws/global/iam is defined already, in a.yaml:5", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_YAML_does_not_make_everything_else_look_undefined()
    {
        var services = CatalogueTexts.Whole.IndexOf("services:", StringComparison.Ordinal);

        var error = Assert.Single(CatalogueTexts.ReadErrors("symptoms: [\n", CatalogueTexts.Whole[services..]));

        Assert.Equal("a.yaml", error.File);
        Assert.Contains("is not YAML", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("symptoms:\n  down: x\nservices:\n\ta:\n\t\tname: A\n", 4, 1)]
    [InlineData("a:\n- b\n\t- c\n", 3, 1)]
    [InlineData("a: b\n\tc: d\n", 2, 1)]
    [InlineData("a:\n  b:\n  \tc: d\n", 3, 3)]
    public void A_tab_that_indents_is_refused_where_it_stands(string text, int line, int column)
    {
        var error = Assert.Single(CatalogueTexts.ReadErrors(text));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(" tab ", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused_at_its_first_anchor()
    {
        var error = Assert.Single(CatalogueTexts.ReadErrors("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"));

        Assert.Equal(1, error.Line);
        Assert.Contains("anchors (&) and aliases (*) are not allowed", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("!!python/object:x {}", "tags (!) are not allowed")]
    [InlineData("a: b\n---\nc: d\n", "a second document")]
    [InlineData("? [a]\n: b\n", "a key must be a plain text")]
    [InlineData("[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]", "nested more than 12 deep")]
    public void What_a_catalogue_has_no_use_for_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Single(CatalogueTexts.ReadErrors(text)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Size_is_bounded()
    {
        Assert.Contains("characters long", CatalogueTexts.ReadErrors(new string('#', CatalogueLimits.FileLength + 1))[0].Reason, StringComparison.Ordinal);
        Assert.Contains("a text of more than", CatalogueTexts.ReadErrors($"symptoms: {{ app: {new string('x', 2001)} }}")[0].Reason, StringComparison.Ordinal);
        Assert.Contains("values", CatalogueTexts.ReadErrors($"[{string.Concat(Enumerable.Repeat("x,", CatalogueLimits.ValuesPerFile))}]")[0].Reason, StringComparison.Ordinal);
        Assert.Contains("files", CatalogueTexts.ReadErrors([.. Enumerable.Repeat("", CatalogueLimits.Files + 1)])[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_errors_is_cut_short_with_their_number()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"  s{i}: ''");

        var errors = CatalogueTexts.ReadErrors($"symptoms:\n{string.Join('\n', lines)}");

        Assert.Equal(CatalogueLimits.Errors, errors.Count);
        Assert.Equal("501 more errors are not shown.", errors[^1].Reason);
    }

    [Fact]
    public void No_change_of_a_valid_text_makes_the_reader_throw() =>
        Gen.Select(Gen.Int[0, CatalogueTexts.Whole.Length - 1], Gen.Int[0, 12], Gen.String[Gen.Char["ab:-[]{},&*!|>'\"%@`#?\t\n \\ü\0$/."], 0, 6])
            .Array[1, 4]
            .Sample(changes => CatalogueTexts.Read(changes.Aggregate(CatalogueTexts.Whole, Change)) switch
            {
                CatalogueReadResult.Broken broken => broken.Errors.Count > 0 && broken.Errors.All(e => e.Reason.Length > 0 && e.Line >= 0),
                CatalogueReadResult.Valid valid => valid.Catalogue.Services.Values.All(s => s.Symptoms.Count > 0),
                _ => false,
            });

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String.Sample(text => CatalogueTexts.Read(text) is CatalogueReadResult.Broken or CatalogueReadResult.Valid);

    private static string Change(string text, (int At, int Removed, string Added) change)
    {
        var at = Math.Min(change.At, text.Length);
        return text.Remove(at, Math.Min(change.Removed, text.Length - at)).Insert(at, change.Added);
    }
}
