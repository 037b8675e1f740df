//! Every path that a file names.

use crate::source::ModulePath;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, UseTree, Visibility};

/// A path as it is written somewhere in a file.
pub(crate) struct Mention {
    /// The module that it is written in: the file's, or one inside it.
    pub(crate) module: ModulePath,
    pub(crate) path: Vec<String>,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    /// `use …::path as name`, or `use …::path::*` without a name.
    Use { name: Option<String>, public: bool },
    /// In an expression, a type, a pattern, an attribute or the arguments of a macro.
    Code,
}

/// Goes through a file and notes what it finds.
pub(crate) struct Reader {
    pub(crate) modules: Vec<ModulePath>,
    pub(crate) children: Vec<String>,
    pub(crate) mentions: Vec<Mention>,
    /// Where it is.
    module: ModulePath,
}

impl Reader {
    /// Reads the `code` of the file of `module`.
    pub(crate) fn read(module: ModulePath, code: &syn::File) -> Self {
        let (children, mentions) = (Vec::new(), Vec::new());
        let mut reader = Self { modules: vec![module.clone()], children, mentions, module };
        reader.visit_file(code);
        reader
    }

    fn push(&mut self, path: Vec<String>, kind: Kind) {
        self.mentions.push(Mention { module: self.module.clone(), path, kind });
    }

    fn push_use(&mut self, tree: &UseTree, mut path: Vec<String>, public: bool) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.push_use(&step.tree, path, public);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.push_use(tree, path.clone(), public)),
            UseTree::Glob(_) => self.push(path, Kind::Use { name: None, public }),
            UseTree::Name(leaf) => {
                // `use a::{self}` is `use a`.
                if leaf.ident != "self" {
                    path.push(leaf.ident.to_string());
                }
                let name = path.last().cloned();
                self.push(path, Kind::Use { name, public });
            }
            UseTree::Rename(leaf) => {
                if leaf.ident != "self" {
                    path.push(leaf.ident.to_string());
                }
                self.push(path, Kind::Use { name: Some(leaf.rename.to_string()), public });
            }
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if item.content.is_none() {
            self.children.push(item.ident.to_string());
        } else {
            self.module.push(item.ident.to_string());
            self.modules.push(self.module.clone());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let public = !matches!(item.vis, Visibility::Inherited);
        self.push_use(&item.tree, Vec::new(), public);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect(), Kind::Code);
        visit::visit_path(self, path);
    }

    fn visit_token_stream(&mut self, tokens: &'a TokenStream) {
        for path in paths_in(tokens.clone()) {
            self.push(path, Kind::Code);
        }
    }

    /// The path in `pub(super)` says who may see, not what is seen.
    fn visit_visibility(&mut self, _: &'a Visibility) {}
}

/// Names joined by `::` among the arguments of a macro, which have no other grammar.
fn paths_in(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut paths = vec![Vec::new()];
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Ident(name) => {
                if colons != 2 {
                    paths.push(Vec::new());
                }
                paths.last_mut().unwrap().push(name.to_string());
                colons = 0;
            }
            other => {
                if let TokenTree::Group(group) = other {
                    paths.extend(paths_in(group.stream()));
                }
                paths.push(Vec::new());
                colons = 0;
            }
        }
    }
    paths.retain(|path| !path.is_empty());
    paths
}
