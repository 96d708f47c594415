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
        holidays:
          GB:
            offset-minutes: 0
            days:
              - { name: Good Friday, on: easter -2 }
              - { name: Summer bank holiday, on: last monday of august }
              - { name: Christmas Eve, on: 12-24, kind: custom }
              - { name: Christmas, on: 12-25, observed: next-weekday, from: 1971, until: 2099 }
          TR:
            offset-minutes: 180
            days:
              - { name: Ramazan Bayramı, dates: [2024-04-10, 2025-03-30], lasts: 3 }
          RO:
            offset-minutes: 120
            days:
              - { name: Paștele, on: orthodox easter }
              - { name: A day of this test, on: monday on or after 05-24, moved: { monday: -3 } }
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
