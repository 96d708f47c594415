using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class ProbePlanTests
{
    private static readonly ProbeDefaults Defaults = new();

    private static readonly ServiceCatalogue Catalogue = Read("""
        symptoms: { app: App }
        categories: { shop: { label: Shops, symptoms: [app] } }
        providers:
          aws:
            name: AWS
            components:
              - regions: [us-east-1]
                each:
                  dynamodb: { name: DynamoDB, kind: database, hostnames: [dynamodb.us-east-1.amazonaws.com] }
                  dynamodb-dns: { name: DNS, kind: dns, hostnames: [dynamodb.us-east-1.amazonaws.com] }
                  quiet: { name: Quiet, kind: application, hostnames: [quiet.example.com], probes: {} }
                  own: { name: Own, kind: application, hostnames: [own.example.com], probes: { front: { http: "https://own.example.com/", interval: 15 } } }
        services:
          shop:
            name: Shop
            category: shop
            hostnames: [a-b.example.com, a.b.example.com]
            dependencies:
              - { on: aws/us-east-1/own, criticality: soft, evidence: [{ assumed: x }] }
              - { on: aws/us-east-1/dynamodb, criticality: hard, evidence: [{ assumed: x }] }
          alone: { name: Alone, category: shop, hostnames: [alone.example.com] }
        """);

    [Fact]
    public void Host_names_imply_probes_where_nothing_is_said()
    {
        var plan = ProbePlan.From(Catalogue, Defaults).ToDictionary(p => p.ToString());

        Assert.Equal(
            [
                "alone#alone-example-com", "aws/us-east-1/dynamodb#dynamodb-us-east-1-amazonaws-com", "aws/us-east-1/dynamodb-dns#dynamodb-us-east-1-amazonaws-com",
                "aws/us-east-1/own#front", "shop#a-b-example-com", "shop#a-b-example-com-2",
            ],
            plan.Keys.Order(StringComparer.Ordinal));
        Assert.IsType<ProbeCheck.Tls>(plan["aws/us-east-1/dynamodb#dynamodb-us-east-1-amazonaws-com"].Check);
        Assert.IsType<ProbeCheck.Lookup>(plan["aws/us-east-1/dynamodb-dns#dynamodb-us-east-1-amazonaws-com"].Check);
        Assert.Equal(TimeSpan.FromSeconds(15), plan["aws/us-east-1/own#front"].Interval);
        Assert.Equal(TimeSpan.FromMinutes(1), plan["aws/us-east-1/dynamodb#dynamodb-us-east-1-amazonaws-com"].Interval);
        Assert.Equal(TimeSpan.FromMinutes(2), plan["shop#a-b-example-com"].Interval);
    }

    [Fact]
    public void What_stands_on_one_supplier_is_of_one_group()
    {
        var groups = ProbePlan.From(Catalogue, Defaults).ToLookup(p => p.Target.ToString(), p => p.Group);

        Assert.Equal(["aws", "aws"], groups["shop"]);
        Assert.Equal(["example.com"], groups["alone"]);
        Assert.Equal(["aws"], groups["aws/us-east-1/own"]);
    }

    [Fact]
    public void Implied_probes_can_be_left_out() =>
        Assert.Equal(["aws/us-east-1/own#front"], ProbePlan.From(Catalogue, Defaults with { Implied = false }).Select(p => p.ToString()));

    private static ServiceCatalogue Read(string text) => Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([new CatalogueFile("c.yaml", text)])).Catalogue;
}
