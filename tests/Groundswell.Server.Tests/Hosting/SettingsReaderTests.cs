using System.Net;
using Groundswell.Server.Hosting.Settings;

namespace Groundswell.Server.Tests.Hosting;

public sealed class SettingsReaderTests
{
    private readonly SettingsReader _reader = new();

    [Fact]
    public void Without_anything_every_setting_has_its_default()
    {
        var settings = _reader.Build();

        Assert.Empty(_reader.Errors);
        Assert.Equal(new NodeSettings(), settings with { Ingest = new NodeSettings().Ingest });
    }

    [Fact]
    public void The_environment_is_stronger_than_the_file_and_the_command_line_stronger_than_both()
    {
        var settings = _reader
            .AddFile("node.yaml", "data: of-file\ncatalogue: of-file\ntick: 00:00:20\n")
            .AddEnvironment(Variables(("GROUNDSWELL_DATA", "of-environment"), ("GROUNDSWELL_CATALOGUE", "of-environment")))
            .AddOption("--data", "data", "of-command-line")
            .Build();

        Assert.Empty(_reader.Errors);
        Assert.Equal("of-command-line", settings.DataFolder);
        Assert.Equal("of-environment", settings.CatalogueFolder);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Tick);
    }

    [Theory]
    [InlineData("data: ${GW_DIR}/x", "data has ${GW_DIR}, ", "GROUNDSWELL_DATA")]
    [InlineData("data: /srv/$USER/x", "data has $USER, ", "GROUNDSWELL_DATA")]
    [InlineData("data: '%APPDATA%\\x'", "data has %APPDATA%, ", "GROUNDSWELL_DATA")]
    [InlineData("catalogue: ~/catalogue", "catalogue has ~, ", "GROUNDSWELL_CATALOGUE")]
    [InlineData("listen: http://${HOST:-127.0.0.1}:8080", "listen has ${HOST:-127.0.0.1}, ", "GROUNDSWELL_LISTEN")]
    [InlineData("tick: $(TICK)", "tick has $(TICK), ", "GROUNDSWELL_TICK")]
    [InlineData("ingest: { tokens: '${A_TOKEN_OF_OURS}' }", "ingest.tokens has ${A_TOKEN_OF_OURS}, ", "GROUNDSWELL_INGEST_TOKENS")]
    [InlineData("ingest: { tokens: ['{{ .Values.token }}'] }", "ingest.tokens has {{ .Values.token }}, ", "GROUNDSWELL_INGEST_TOKENS")]
    [InlineData("vantages: { tokens: 'berlin:${BERLIN_SECRET}' }", "vantages.tokens has ${BERLIN_SECRET}, ", "GROUNDSWELL_VANTAGES_TOKENS")]
    [InlineData("probes: { contact: $CONTACT }", "probes.contact has $CONTACT, ", "GROUNDSWELL_PROBES_CONTACT")]
    public void What_looks_like_a_variable_is_refused_with_its_line_and_what_to_do(string yaml, string what, string instead)
    {
        _reader.AddFile("groundswell.yaml", "\n" + yaml).Build();

        var error = Assert.Single(_reader.Errors);
        Assert.StartsWith($"groundswell.yaml:2: {what}and variables are not replaced here", error, StringComparison.Ordinal);
        Assert.EndsWith($"set {instead}.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "/srv/a~b/c$/100%")]
    [InlineData("data", "/srv/50%off/60%")]
    [InlineData("ingest.tokens", "$ecret%of%16characters")]
    [InlineData("probes.contact", "https://example.com/~ops?a=%20b")]
    public void What_only_has_such_signs_is_taken(string path, string text)
    {
        _reader.AddOption("--set", path, text).Build();

        Assert.Empty(_reader.Errors);
    }

    [Fact]
    public void An_option_that_was_not_given_and_an_empty_variable_change_nothing()
    {
        var settings = _reader.AddFile("node.yaml", "data: of-file").AddEnvironment(Variables(("GROUNDSWELL_DATA", ""))).AddOption("--data", "data", null).Build();

        Assert.Empty(_reader.Errors);
        Assert.Equal("of-file", settings.DataFolder);
    }

    [Fact]
    public void A_file_says_what_belongs_together_in_one_place()
    {
        var settings = _reader.AddFile(
            "node.yaml",
            """
            # Behind a proxy.
            listen: [http://127.0.0.1:8080, "http://*:9090"]
            retention:
              journal: 7.00:00:00
            detection:
              false_alarms: 0.5
            ingest:
              country_header: CF-IPCountry
              trusted_proxies: [10.0.0.0/8, 2001:db8::1]
              tokens:
                - sixteen-letters-1
                - sixteen-letters-2
            """).Build();

        Assert.Empty(_reader.Errors);
        Assert.Equal("http://127.0.0.1:8080;http://*:9090", settings.Listen);
        Assert.Equal(TimeSpan.FromDays(7), settings.JournalRetention);
        Assert.Equal(0.5, settings.FalseAlarms);
        Assert.Equal("CF-IPCountry", settings.Ingest.CountryHeader);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::1/128")], settings.Ingest.TrustedProxies);
        Assert.Equal(["sixteen-letters-1", "sixteen-letters-2"], settings.Ingest.Tokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    public void An_empty_file_says_nothing(string yaml)
    {
        _reader.AddFile("node.yaml", yaml).Build();

        Assert.Empty(_reader.Errors);
    }

    [Fact]
    public void An_unknown_setting_is_refused_with_its_line_and_the_settings_there_are()
    {
        _reader.AddFile("node.yaml", "data: ./data\nretention:\n  journals: 3.00:00:00\n").Build();

        var error = Assert.Single(_reader.Errors);
        Assert.StartsWith("node.yaml:3: retention.journals is not a setting; the settings are data, ", error, StringComparison.Ordinal);
        Assert.Contains("retention.journal,", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_setting_on_the_command_line_is_refused_with_the_option()
    {
        _reader.AddOption("--set speed=3", "speed", "3").Build();

        Assert.StartsWith("--set speed=3: speed is not a setting; ", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_told_at_once_each_with_its_place()
    {
        _reader
            .AddFile("node.yaml", "tick: soon\nretention: { journal: 1.00:00:00 }\ncolour: blue\n")
            .AddEnvironment(Variables(("GROUNDSWELL_DETECTION_FALSE_ALARMS", "many")))
            .AddOption("--listen", "listen", "ftp://here")
            .Build();

        Assert.Equal(
            ["--listen: listen", "GROUNDSWELL_DETECTION_FALSE_ALARMS: detection.false_alarms", "node.yaml:1: tick", "node.yaml:2: retention.journal", "node.yaml:3: colour"],
            _reader.Errors.Select(e => e.Split(" is ")[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("data: ./data\n  tick: x", 2)]
    [InlineData("data: ./data\nfeeds:\n\tenabled: true\n", 3)]
    [InlineData("data: ./data\ndata: ./other", 2)]
    [InlineData("listen: [http://127.0.0.1:80\n", 2)]
    public void A_file_that_is_not_YAML_is_refused_with_its_line(string yaml, int line)
    {
        _reader.AddFile("node.yaml", yaml).Build();

        Assert.StartsWith($"node.yaml:{line}: not valid YAML: ", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- data: ./data")]
    [InlineData("./data")]
    public void A_file_without_names_of_settings_is_refused(string yaml)
    {
        _reader.AddFile("node.yaml", yaml).Build();

        Assert.StartsWith("node.yaml:1: the file must name settings", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_after_the_end_of_the_first_document_are_not_dropped_in_silence()
    {
        _reader.AddFile("node.yaml", "data: ./data\n---\ntick: 00:00:20\n").Build();

        Assert.StartsWith("node.yaml:3: ", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_where_a_value_belongs_is_refused()
    {
        _reader.AddFile("node.yaml", "tick:\n  every: 00:00:20\n").Build();

        Assert.StartsWith("node.yaml:2: tick.every is not a setting", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_where_a_group_belongs_is_refused()
    {
        _reader.AddFile("node.yaml", "retention: 7.00:00:00\n").Build();

        Assert.StartsWith("node.yaml:1: retention is not a setting", Assert.Single(_reader.Errors), StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault();
}
