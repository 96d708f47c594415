using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

/// <summary>Small catalogues for the tests, and the reading of them.</summary>
internal static class CatalogueTexts
{
    /// <summary>Uses every field once.</summary>
    public const string Whole = """
        symptoms:
          login: Cannot log in
          app: App does not work
        categories:
          social:
            label: Social networks
            symptoms: [app, login]
          telecom:
            label: Mobile carriers
            symptoms: [app]
            reports-stray: true
        evidence:
          day-of-october:
            - reported: "BBC News, 20 October 2025"
              note: named among the affected
            - assumed: which component it uses is not public
        providers:
          aws:
            name: Amazon Web Services
            jurisdiction: US
            status-page: https://health.aws.amazon.com/health/status
            components:
              - regions: [us-east-1, eu-west-1]
                source: https://docs.aws.amazon.com/general/latest/gr/ddb.html
                each:
                  dynamodb:
                    name: DynamoDB
                    kind: database
                    hostnames: [dynamodb.$region.amazonaws.com]
                    dependencies:
                      - on: aws/$region/ec2
                        criticality: soft
                        regions: [us-east-1]
                        evidence:
                          - stated: https://aws.amazon.com/message/101925/
                            note: said of $region
                  ec2: { name: EC2, kind: compute }
        services:
          snapchat:
            name: Snapchat
            category: social
            hostnames: [snapchat.com, www.snapchat.com]
            status-page: https://status.snapchat.com/
            dependencies:
              - { on: aws/us-east-1/dynamodb, criticality: degraded, evidence: [day-of-october] }
              - on: aws/us-east-1/ec2
                criticality: hard
                group: compute
                needed: 1
                evidence: [{ observed: its addresses }]
              - on: aws/eu-west-1/ec2
                criticality: hard
                group: compute
                needed: 1
                evidence: [{ assumed: a second region }]
          ee:
            name: EE
            category: telecom
            countries: [GB]
            symptoms: [login]
        """;

    public static ServiceCatalogue ReadValid(string text)
    {
        var result = Read(text);
        Assert.True(result is CatalogueReadResult.Valid, result is CatalogueReadResult.Broken broken ? string.Join('\n', broken.Errors) : "");
        return ((CatalogueReadResult.Valid)result).Catalogue;
    }

    public static IReadOnlyList<CatalogueError> ReadErrors(params string[] texts) =>
        Assert.IsType<CatalogueReadResult.Broken>(Read(texts)).Errors;

    public static CatalogueReadResult Read(params string[] texts) =>
        CatalogueReader.Read([.. texts.Select((text, index) => new CatalogueFile($"{(char)('a' + index)}.yaml", text))]);
}
