using System.Net;
using System.Text;
using Groundswell.Server.Ingest;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>The country that a proxy tells in a header, believed only where the proxy is trusted.</summary>
public sealed class RegionHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trusted_proxy_tells_the_country_of_those_who_name_none()
    {
        await using var node = await ServingNode.StartAsync(_folder.Path, ingest: new IngestOptions { CountryHeader = "CF-IPCountry", TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        await ReportAsync(node, "/api/v1/reports", """{"service":"acme","symptom":"login","comment":"none named"}""", country: "FR", address: "192.0.2.1");
        await ReportAsync(node, "/api/v1/reports", """{"service":"acme","symptom":"login","region":"GB","comment":"one named"}""", country: "FR", address: "192.0.2.2");
        await ReportAsync(node, "/api/v1/reports/batch", """{"service":"acme","symptom":"login","comment":"batch"}""", country: "DE", address: "192.0.2.3");
        await ReportAsync(node, "/api/v1/reports", """{"service":"acme","symptom":"login","comment":"no country"}""", country: "T1", address: "192.0.2.4");

        Assert.Equal(["FR", "GB", "DE", "ZZ"], ((string[])["none named", "one named", "batch", "no country"]).Select(RegionOf));
    }

    [Fact]
    public async Task Anybody_else_who_sends_the_header_is_not_believed()
    {
        await using var node = await ServingNode.StartAsync(_folder.Path, ingest: new IngestOptions { CountryHeader = "CF-IPCountry", TrustedProxies = [IPNetwork.Parse("10.0.0.0/8")] });

        await ReportAsync(node, "/api/v1/reports", """{"service":"acme","symptom":"login","comment":"stranger"}""", country: "FR", address: "10.0.0.1");

        Assert.Equal("ZZ", RegionOf("stranger"));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_people_are_told_apart_by_the_address_it_forwards()
    {
        await using var node = await ServingNode.StartAsync(_folder.Path, ingest: new IngestOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });
        const string json = """{"service":"acme","symptom":"login","comment":"forwarded"}""";

        await ReportAsync(node, "/api/v1/reports", json, country: "", address: "192.0.2.1");
        await ReportAsync(node, "/api/v1/reports", json, country: "", address: "192.0.2.2");
        await ReportAsync(node, "/api/v1/reports", json, country: "", address: "192.0.2.9, 192.0.2.1");

        Assert.Equal([1, 1], StoredReport.Read(_folder["journal"], "forwarded").Select(r => r.Weight));
    }

    private static async Task ReportAsync(ServingNode node, string path, string json, string country, string address)
    {
        using var content = new StringContent(json, Encoding.UTF8, path.EndsWith("batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("CF-IPCountry", country);
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    private string RegionOf(string comment) => Assert.Single(StoredReport.Read(_folder["journal"], comment)).Region.ToString();
}
