using System.CommandLine;
using Groundswell.Cli.CallGraphs;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell attribute</c>: the production attribution over recorded cases.</summary>
internal static class AttributeCommand
{
    public static Command Create()
    {
        var petShop = new Option<string>("--petshop") { Description = "A folder of call graphs and metrics in the layout of the PetShop data: TRAFFIC/graph.csv, TRAFFIC/noissue/metrics.csv, TRAFFIC/PART/issue_K/metrics.csv and target.json.", HelpName = "DIR", Required = true };
        var output = new Option<string?>("--out") { Description = "Write a row for each likely cause, best first: issue,rank,node,score; none for an issue in which nothing is wrong. Nothing is written if a file is faulty.", HelpName = "OUT" };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("attribute", "Says for each case which node is the cause, and when nothing is wrong.") { petShop, output, json };
        command.SetAction((parse, cancellationToken) => Task.Run(
            () => RunPetShop(parse.GetValue(petShop)!, parse.GetValue(output), parse.GetValue(json), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken),
            CancellationToken.None));
        return command;
    }

    private static int RunPetShop(string folder, string? target, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            PetShopReport.Show(PetShopRun.Run(folder, target, cancellationToken), json, output);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is MetricsFault or OutputException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.BadUsage;
        }
    }
}
