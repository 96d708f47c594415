using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Puts the embedded store into a host.</summary>
internal static class StoreSetup
{
    /// <param name="services">Of the host.</param>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="isThrowaway">The folder is deleted with its node.</param>
    /// <param name="areCountsUsed">False where they are about to be made anew, and may be wrong.</param>
    /// <exception cref="InvalidDataException">Files of it are damaged, missing or of something else; the message names them and says what to do.</exception>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, string folder, bool isThrowaway = false, bool areCountsUsed = true)
    {
        folder = Directory.CreateDirectory(folder).FullName;
        var path = new StorePath(StoreLayout.DatabaseOf(folder), isThrowaway);
        if (!isThrowaway)
        {
            StoreInspection.ThrowIfUnfit(folder, areCountsUsed);
        }

        return services
            .AddSingleton(provider => new SqliteJournal(
                new StorePath(StoreLayout.JournalOf(folder), isThrowaway),
                provider.GetRequiredService<NodeClock>(),
                provider.GetRequiredService<ILogger<SqliteJournal>>(),
                provider.GetRequiredService<SqliteRollups>().ReadHighestMark(),
                Watch(provider, path)))
            .AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>())
            .AddSingleton(_ => new SqliteNames(path, path with { Path = Path.Combine(Directory.CreateDirectory(StoreLayout.JournalOf(folder)).FullName, JournalLedger.FileName) }))
            .AddSingleton<INames>(provider => provider.GetRequiredService<SqliteNames>())
            .AddSingleton(_ => new SqliteReporterKeys(path))
            .AddSingleton<IReporterKeys>(provider => provider.GetRequiredService<SqliteReporterKeys>())
            .AddSingleton(_ => new SqliteRollups(path))
            .AddSingleton<IRollups>(provider => provider.GetRequiredService<SqliteRollups>())
            .AddSingleton(_ => new SqliteIncidents(path))
            .AddSingleton<IIncidentStore>(provider => provider.GetRequiredService<SqliteIncidents>())
            .AddSingleton(_ => new SqliteCauses(path))
            .AddSingleton<ICauseStore>(provider => provider.GetRequiredService<SqliteCauses>())
            .AddSingleton<DamagedRows>()
            .AddSingleton<IObservations>(_ => new SqliteObservations(path));
    }

    // Before each commit of the journal: whose lock or counts were taken away takes no more reports.
    private static Func<string?> Watch(IServiceProvider provider, string database)
    {
        var (held, rollups) = (provider.GetService<StoreLock>(), provider.GetRequiredService<SqliteRollups>());
        HeldFile[] files = [new(database), new(database + "-wal")];
        return () => held?.FindIntruder() ?? (files.Select(file => file.FindFault()).FirstOrDefault(fault => fault is not null) is { } done ? rollups.Rescue(done) : null);
    }
}
