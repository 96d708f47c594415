using System.CommandLine;
using Groundswell.Cli.Commands;

var root = new RootCommand("Groundswell: hears that a service fails, and says what is down, since when, where, and why.")
{
    DetectCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
