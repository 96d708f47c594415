using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Tests.Incidents.Causes;

public sealed class CauseNameTests
{
    [Theory]
    [InlineData("aws/us-east-1/dynamodb", true)]
    [InlineData("aws/us-east-1", true)]
    [InlineData("aws", true)]
    [InlineData("aws/us-east-1/dynamo", false)]
    [InlineData("aws/us-east-1/dynamodb-streams", false)]
    [InlineData("aws/us-east", false)]
    [InlineData("aw", false)]
    [InlineData("azure", false)]
    public void It_covers_itself_and_what_lies_below_it(string name, bool covers) =>
        Assert.Equal(covers, CauseName.Parse(name).Covers(ComponentId.Parse("aws/us-east-1/dynamodb")));
}
