using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class FeedSourceTests
{
    private const string Feeds = """
            feeds:
              - url: https://status.example/api/v2/summary.json
                kind: statuspage
                interval: 60
                map:
                  - { match: API Requests, components: [aws/us-east-1/ec2] }
                  - { match: dynamodb, components: [aws/$region/dynamodb] }
                  - { match-prefix: "Launches ", components: aws/$region/ec2 }
                  - { match-regex: "^(?<name>ec2|dynamodb)-(?<place>[a-z0-9-]+)$", components: [aws/$place/$name] }
                default: [aws/eu-west-1/ec2]
        """;

    [Fact]
    public void A_feed_is_read_with_its_kind_its_interval_and_its_rules()
    {
        var feed = Read(Feeds, out _);

        Assert.Equal((FeedKind.Statuspage, TimeSpan.FromMinutes(1), 4), (feed.Kind, feed.Interval, feed.Map.Count));
    }

    [Theory]
    [InlineData("api requests", "", "aws/us-east-1/ec2")]
    [InlineData("dynamodb", "us-east-1,eu-west-1", "aws/us-east-1/dynamodb,aws/eu-west-1/dynamodb")]
    [InlineData("Launches of new machines", "eu-west-1", "aws/eu-west-1/ec2")]
    [InlineData("EC2-US-EAST-1", "", "aws/us-east-1/ec2")]
    [InlineData("dynamodb", "mars-1", "")]
    [InlineData("dynamodb", "", "")]
    [InlineData("something else", "", "aws/eu-west-1/ec2")]
    public void The_first_rule_that_fits_says_which_components_are_meant(string name, string regions, string components)
    {
        var feed = Read(Feeds, out var catalogue);

        var resolved = feed.Resolve([name], regions.Split(',', StringSplitOptions.RemoveEmptyEntries), catalogue);

        Assert.Equal(components, string.Join(',', resolved));
    }

    [Fact]
    public void A_rule_may_name_any_of_the_names_that_a_page_has_for_a_thing()
    {
        var feed = Read(Feeds, out var catalogue);

        Assert.Equal("aws/us-east-1/dynamodb", Assert.Single(feed.Resolve(["Amazon DynamoDB (N. Virginia)", "dynamodb-us-east-1"], [], catalogue)).ToString());
    }

    [Theory]
    [InlineData("http://10.1.2.3:8080/status")]
    [InlineData("http://[fd00::1]/status")]
    public void A_page_within_ones_own_network_may_be_named_by_its_address(string url)
    {
        var feed = Read(Feeds.Replace("https://status.example/api/v2/summary.json", url, StringComparison.Ordinal), out _);

        Assert.Equal(new Uri(url), feed.Url);
    }

    [Theory]
    [InlineData("url: https://status.example/api/v2/summary.json", "url: https://me:word@status.example/", "feeds[0].url", "hold no user name")]
    [InlineData("url: https://status.example/api/v2/summary.json", "url: status.example", "feeds[0].url", "is not a web address")]
    [InlineData("kind: statuspage", "kind: statuspgae", "feeds[0].kind", "Did you mean 'statuspage'?")]
    [InlineData("interval: 60", "interval: 5", "feeds[0].interval", "a whole number from 30 to 86400")]
    [InlineData("match: API Requests", "mtach: API Requests", "feeds[0].map[0].mtach", "Did you mean 'match'?")]
    [InlineData("match: API Requests", "match: API, match-prefix: B", "feeds[0].map[0]", "must have one of match, match-prefix, match-regex; it has 2")]
    [InlineData("match: API Requests, ", "", "feeds[0].map[0]", "it has 0")]
    [InlineData("components: [aws/us-east-1/ec2]", "components: []", "feeds[0].map[0].components", "at least one component")]
    [InlineData("components: [aws/us-east-1/ec2]", "components: [aws/us-east-1/ec3]", "feeds[0].map[0].components[0]", "Did you mean 'aws/us-east-1/ec2'?")]
    [InlineData("components: [aws/us-east-1/ec2]", "components: [ec2]", "feeds[0].map[0].components[0]", "must be provider/region/name")]
    [InlineData("components: [aws/us-east-1/ec2]", "components: [aws/$place/ec2]", "feeds[0].map[0].components[0]", "neither $region nor a named group")]
    [InlineData("components: [aws/$region/dynamodb]", "components: [aws/$region/dynamo]", "feeds[0].map[1].components[0]", "no component 'aws/$region/dynamo' is defined")]
    [InlineData("(?<name>ec2|dynamodb)", "(?<name>ec2|dynamodb", "feeds[0].map[3].match-regex", "cannot be used as a regular expression")]
    [InlineData("(?<name>ec2|dynamodb)", "(?=x)(?<name>ec2|dynamodb)", "feeds[0].map[3].match-regex", "cannot be used as a regular expression")]
    [InlineData("default: [aws/eu-west-1/ec2]", "default: [gcp/eu-west-1/ec2]", "feeds[0].default[0]", "no component")]
    [InlineData("default: [aws/eu-west-1/ec2]", "default: [aws/eu-west-1/ec2]\n      - url: https://status.example/api/v2/summary.json", "feeds[1]", "is listed twice")]
    public void What_is_wrong_is_named_by_its_field(string right, string wrong, string field, string reason)
    {
        Assert.Contains(right, Feeds, StringComparison.Ordinal);

        var errors = CatalogueTexts.ReadErrors(With(Feeds.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(errors, e => e.Field == $"providers.aws.{field}" && e.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void No_pattern_is_slow()
    {
        var rule = new FeedRule(FeedMatch.Regex, "^(a+)+$", ["x/y/z"]);
        var start = TimeProvider.System.GetTimestamp();

        Assert.Null(rule.Apply(new string('a', 5_000) + "!"));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string With(string feeds) =>
        CatalogueTexts.Whole.Replace("    jurisdiction: US\n", $"    jurisdiction: US\n{feeds.ReplaceLineEndings("\n")}\n", StringComparison.Ordinal);

    private static FeedSource Read(string feeds, out ServiceCatalogue catalogue)
    {
        catalogue = CatalogueTexts.ReadValid(With(feeds));
        return Assert.Single(catalogue.Providers["aws"].Feeds);
    }
}
