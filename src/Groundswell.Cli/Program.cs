using System.CommandLine;

var root = new RootCommand("Groundswell: hears that a service fails, and says what is down, since when, where, and why.");

return await root.Parse(args).InvokeAsync();
