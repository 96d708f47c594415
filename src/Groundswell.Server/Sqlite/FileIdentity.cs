using System.Runtime.InteropServices;

namespace Groundswell.Server.Sqlite;

/// <summary>
/// Which file lies at a path. One that was deleted, or replaced by another of the same name, is told from the one that was opened: its
/// opener would go on writing to a file that nobody finds again.
/// </summary>
/// <param name="Device">The file system it lies on.</param>
/// <param name="Number">Its number there; where the system does not tell it, when it was made.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint InodeAndSize = 0x100 | 0x200; // STATX_INO | STATX_SIZE

    private static bool _isTold = OperatingSystem.IsLinux();

    /// <summary>The file at a path and its length in bytes; null where there is none, or none that may be looked at.</summary>
    public static (FileIdentity Identity, long Length)? Find(string path)
    {
        if (_isTold)
        {
            try
            {
                return StatX(CurrentFolder, path, 0, InodeAndSize, out var found) == 0 ? (new FileIdentity(((ulong)found.DeviceMajor << 32) | found.DeviceMinor, found.Inode), (long)found.Size) : null;
            }
            catch (EntryPointNotFoundException)
            {
                _isTold = false; // an older C library
            }
        }

        var file = new FileInfo(path);
        return file.Exists ? (new FileIdentity(0, (ulong)file.CreationTimeUtc.Ticks), file.Length) : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out FoundFile found);

    // struct statx of Linux, the same on every processor.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FoundFile
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
