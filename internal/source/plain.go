package source

import (
	"io/fs"
	"reflect"
)

// PlainFile reports whether info describes a plain file: bytes to be read, and nothing
// else. Links, folders, pipes and devices are none. Files of OneDrive and other cloud
// folders are, whether their bytes are on this computer or have to be fetched: Windows
// marks them as reparse points, which package os calls irregular. It calls junctions so
// too, which are no plain files; their attributes say that they are folders.
func PlainFile(info fs.FileInfo) bool {
	switch info.Mode().Type() {
	case 0:
		return true
	case fs.ModeIrregular:
		return !folderAttribute(info.Sys())
	}
	return false
}

// PlainEntry is PlainFile for an entry of a folder.
func PlainEntry(entry fs.DirEntry) bool {
	if entry.Type() != fs.ModeIrregular {
		return entry.Type().IsRegular()
	}
	info, err := entry.Info()
	return err == nil && PlainFile(info)
}

// attributeDirectory is FILE_ATTRIBUTE_DIRECTORY, of the file attribute constants of
// Windows.
const attributeDirectory = 0x10

// folderAttribute reports whether Windows describes a file as a folder. The field of
// syscall.Win32FileAttributeData is found by its name: this type exists on Windows
// alone, and the question is to be the same, and tested, on every system.
func folderAttribute(sys any) bool {
	data := reflect.Indirect(reflect.ValueOf(sys))
	if data.Kind() != reflect.Struct {
		return false
	}
	attributes := data.FieldByName("FileAttributes")
	return attributes.CanUint() && attributes.Uint()&attributeDirectory != 0
}
