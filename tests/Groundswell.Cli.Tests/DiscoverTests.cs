using System.Text;
using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>The command as a person meets it; what it finds live is tested where the servers are, in Groundswell.Sensing.Tests.</summary>
public sealed class DiscoverTests : IDisposable
{
    private const string Nobody = "127.0.0.1:1"; // tcpmux: nothing answers there

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_recorded_table_is_judged_without_asking_anyone()
    {
        var outcome = await _cli.RunAsync("site,name-server\nexample.com,ns-5.awsdns-05.com\nexample.com,ns1.example.com\n"u8.ToArray(), ["discover", "--offline", "-"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            """
            site,name-server,supplier,ownership,reason
            example.com,ns-5.awsdns-05.com,aws,third,"awsdns-05.com is known as Amazon Web Services's"
            example.com,ns1.example.com,example,private,"the name server is under example.com itself"

            """,
            outcome.Output);
    }

    [Fact]
    public async Task A_broken_table_is_refused_with_its_line()
    {
        var outcome = await _cli.RunAsync(Encoding.UTF8.GetBytes("site,name-server\nexample.com\n"), ["discover", "--offline", "-"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("-: line 2: 'name-server' must be a domain name, not ''.\n", outcome.Error);
    }

    [Theory]
    [InlineData("discover", "Say which domains to look at")]
    [InlineData("discover example.com --offline x.csv", "--offline looks at no domain")]
    [InlineData("discover example.com --yaml --json", "--yaml goes neither with --json nor with --offline")]
    [InlineData("discover exa_mple..com", "'exa_mple..com' is no domain")]
    [InlineData("discover example.com --resolver nobody", "--resolver is 'nobody'; it must be an address")]
    [InlineData("discover example.com --ranges missing.json", "--ranges: missing.json cannot be read")]
    [InlineData("discover --from missing.txt", "missing.txt")]
    [InlineData("discover example.com --at-once 0", "--at-once must be a number from 1 to 64")]
    public async Task Bad_usage_is_answered_with_what_is_wrong(string words, string reason)
    {
        var outcome = await _cli.RunAsync(words.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(reason, outcome.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_faulty_line_of_a_file_is_told()
    {
        _cli.Write("domains.txt", "example.com # fine\n\nnot a domain\n192.0.2.1\n");

        var outcome = await _cli.RunAsync("discover", "--from", "domains.txt", "--resolver", Nobody);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("domains.txt:3: 'not a domain' is no domain", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("domains.txt:4: '192.0.2.1' is no domain", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_of_which_nothing_can_be_seen_is_a_finding_that_says_why()
    {
        var outcome = await _cli.RunAsync("discover", "example.com", "--json", "--resolver", Nobody);

        Assert.Equal(1, outcome.ExitCode);
        var unseen = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("observation").GetProperty("unseen").EnumerateArray().Select(u => u.GetString());
        Assert.Contains("nobody answered for example.com", unseen);
    }
}
