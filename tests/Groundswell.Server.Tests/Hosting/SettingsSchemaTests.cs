using System.Globalization;
using CsCheck;
using Groundswell.Server.Hosting.Settings;

namespace Groundswell.Server.Tests.Hosting;

public sealed class SettingsSchemaTests
{
    public static TheoryData<string> Paths => [.. SettingsSchema.All.Select(d => d.Path)];

    [Fact]
    public void The_defaults_that_are_told_are_the_defaults_that_hold()
    {
        var settings = new NodeSettings { DataFolder = "x", Listen = "x", Tick = TimeSpan.FromSeconds(1), JournalRetention = TimeSpan.FromDays(2), FalseAlarms = 1 };

        foreach (var definition in SettingsSchema.All.Where(d => d.Default.Length > 0))
        {
            Assert.Null(definition.Apply(settings, definition.Default));
        }

        var defaults = new NodeSettings();
        Assert.Equal(defaults with { Ingest = settings.Ingest }, settings);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_setting_says_what_it_means(string path) => Assert.Matches(@"^[A-Z].{15,}\.", SettingsSchema.Find(path)!.Meaning);

    [Fact]
    public void Variables_of_the_environment_are_told_apart() => Assert.Equal(SettingsSchema.All.Count, SettingsSchema.All.Select(d => d.Variable).Distinct().Count());

    [Fact]
    public void A_variable_is_the_setting_in_capitals() => Assert.Equal("GROUNDSWELL_INGEST_COUNTRY_HEADER", SettingsSchema.Find("ingest.country_header")!.Variable);

    [Theory]
    [InlineData("tick", "00:00:01")]
    [InlineData("tick", "00:01:00")]
    [InlineData("retention.journal", "2.00:00:00")]
    [InlineData("retention.journal", "3650.00:00:00")]
    [InlineData("detection.false_alarms", "0.001")]
    [InlineData("detection.false_alarms", "1000")]
    [InlineData("detection.false_alarms", "1e-2")]
    [InlineData("detection.zone", "America/New_York")]
    [InlineData("listen", "http://*:8080; http://[::1]:0")]
    [InlineData("listen", "http://+:8080")]
    [InlineData("ingest.tokens", "sixteen-letters-1, sixteen-letters-2")]
    public void A_value_in_its_range_is_taken(string path, string text) => Assert.Null(Apply(path, text));

    [Theory]
    [InlineData("data", " ", "is empty")]
    [InlineData("catalogue", "", "is empty")]
    [InlineData("tick", "00:00:00.9", "from 00:00:01 to 00:01:00")]
    [InlineData("tick", "00:01:01", "from 00:00:01 to 00:01:00")]
    [InlineData("tick", "10", "from 00:00:01 to 00:01:00")]
    [InlineData("tick", "", "from 00:00:01 to 00:01:00")]
    [InlineData("retention.journal", "1.23:59:59", "from 2.00:00:00")]
    [InlineData("retention.journal", "3651.00:00:00", "to 3650.00:00:00")]
    [InlineData("detection.false_alarms", "0", "from 0.001 to 1000")]
    [InlineData("detection.false_alarms", "1000.1", "from 0.001 to 1000")]
    [InlineData("detection.false_alarms", "0,5", "from 0.001 to 1000")]
    [InlineData("detection.false_alarms", "NaN", "from 0.001 to 1000")]
    [InlineData("detection.zone", "Mars/Olympus", "no time zone that this machine knows")]
    [InlineData("listen", "", "http://127.0.0.1:8080")]
    [InlineData("listen", " ; ", "http://127.0.0.1:8080")]
    [InlineData("listen", "127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("listen", "https://127.0.0.1", "http://127.0.0.1:8080")]
    [InlineData("listen", "http://127.0.0.1:8080/path", "http://127.0.0.1:8080")]
    [InlineData("listen", "http://127.0.0.1:8080;nonsense", "is nonsense;")]
    [InlineData("ingest.region_database", "no-such-file.mmdb", "no such file")]
    [InlineData("probes.trusted_roots", "no-such-file.pem", "no such file")]
    [InlineData("ingest.trusted_proxies", "10.0.0.0/8, everyone", "everyone, which is no network")]
    [InlineData("ingest.trusted_proxies", "10.0.0.0/33", "10.0.0.0/33, which is no network")]
    public void A_value_out_of_its_range_is_refused_with_the_reason(string path, string text, string reason) =>
        Assert.Contains(reason, Apply(path, text), StringComparison.Ordinal);

    [Theory]
    [InlineData("hello", "there is no certificate in it")]
    [InlineData("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n", "holds no certificates that can be read")]
    public void A_file_without_certificates_is_refused_before_the_node_starts(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("roots.pem", text);

        Assert.Contains(reason, Apply("probes.trusted_roots", folder.File("roots.pem")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_too_short_is_refused_without_being_told() =>
        Assert.Equal("has a secret of fewer than 16 characters.", Apply("ingest.tokens", "sixteen-letters-1,short-secret"));

    [Fact]
    public void No_text_makes_a_setting_throw() =>
        Gen.Select(Gen.Int[0, SettingsSchema.All.Count - 1], Gen.String).Sample((number, text) => SettingsSchema.All[number].Apply(new NodeSettings(), text) is null or { Length: > 0 });

    [Fact]
    public void A_number_is_taken_where_it_is_in_its_range() => Gen.Double[-20, 2000].Sample(number =>
    {
        var settings = new NodeSettings();
        var error = SettingsSchema.Find("detection.false_alarms")!.Apply(settings, number.ToString("R", CultureInfo.InvariantCulture));
        return number is >= 0.001 and <= 1000 ? error is null && settings.FalseAlarms.Equals(number) : error is not null;
    });

    private static string? Apply(string path, string text) => SettingsSchema.Find(path)!.Apply(new NodeSettings(), text);
}
